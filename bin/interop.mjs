import { bootstrap } from './bootstrap.mjs'

bootstrap('interop.ts')
