import { bootstrap } from './bootstrap.mjs'

bootstrap('endure.ts')
