/** `npm run build`: the server's code in `build/`, the browser's in `public/assets/`. */
import { build } from './lib/build/build.js'
import { runCommand } from './lib/command.js'

await runCommand(() => build(console.log))
