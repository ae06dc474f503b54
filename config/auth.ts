import { defineConfig } from '@adonisjs/auth'
import type {
  Authenticators,
  GuardConfigProvider,
  InferAuthEvents,
  InferAuthenticators,
} from '@adonisjs/auth/types'
import type { HttpContext } from '@adonisjs/core/http'
import type { SessionGuard } from '#people/session_guard'

/** The opaque session of `app/people/session_guard.ts`, loaded with the first request. */
const sessionGuard: GuardConfigProvider<(ctx: HttpContext) => SessionGuard> = {
  async resolver() {
    const { SessionGuard: Guard } = await import('#people/session_guard')
    return (ctx) => new Guard(ctx)
  },
}

const authConfig = defineConfig({ default: 'web', guards: { web: sessionGuard } })

export default authConfig

declare module '@adonisjs/auth/types' {
  export interface Authenticators extends InferAuthenticators<typeof authConfig> {}
}
declare module '@adonisjs/core/types' {
  interface EventsList extends InferAuthEvents<Authenticators> {}
}
