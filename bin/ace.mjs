import { bootstrap } from './bootstrap.mjs'

bootstrap('ace.ts')
