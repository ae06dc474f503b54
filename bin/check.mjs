import { bootstrap } from './bootstrap.mjs'

bootstrap('check.ts')
