import { defineConfig, drivers } from '@adonisjs/core/hash'
import type { InferHashers } from '@adonisjs/core/types'

/** Passwords: scrypt with OWASP's parameters (N = 2^17 would stall two cores; 2^15, r 8, p 3). */
const hashConfig = defineConfig({
  default: 'scrypt',
  list: {
    scrypt: drivers.scrypt({
      cost: 32768,
      blockSize: 8,
      parallelization: 3,
      maxMemory: 67_108_864,
    }),
  },
})

export default hashConfig

declare module '@adonisjs/core/types' {
  export interface HashersList extends InferHashers<typeof hashConfig> {}
}
