import { configProvider } from '@adonisjs/core'
import { defineConfig } from '@adonisjs/auth'
import type { Authenticators, InferAuthEvents, InferAuthenticators } from '@adonisjs/auth/types'

/** One guard: the opaque session of `app/people/session_guard.ts`. */
const authConfig = defineConfig({
  default: 'web',
  guards: {
    web: configProvider.create(async () => {
      const { SessionGuard } = await import('#people/session_guard')
      return (ctx) => new SessionGuard(ctx)
    }),
  },
})

export default authConfig

declare module '@adonisjs/auth/types' {
  export interface Authenticators extends InferAuthenticators<typeof authConfig> {}
}
declare module '@adonisjs/core/types' {
  interface EventsList extends InferAuthEvents<Authenticators> {}
}
