// Development entry point: compiles TypeScript on the fly, then hands over to the console.
import '@poppinss/ts-exec'

await import('./bin/console.js')
