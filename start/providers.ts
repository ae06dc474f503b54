/** By which means people can pay, and what each needs. */
import { demo } from '#config/installation'
import { DemoProvider } from '#payments/demo/demo_provider'
import { registerProvider } from '#payments/providers'

if (demo)
  registerProvider(
    'demo',
    () => new DemoProvider(),
    () => true
  )
