import { PROVIDERS, type Provider, type ProviderName } from './provider.js'

interface Registered {
  /** Made at the first need: an SDK reads its key only then. */
  make: () => Provider
  /** Whether this installation has what it needs (its keys, its bank details). */
  isReady: () => boolean | Promise<boolean>
  made: Provider | null
}

const registered = new Map<ProviderName, Registered>()

/** Says how a provider is reached; once per provider, from `start/providers.ts`. */
export function registerProvider(
  name: ProviderName,
  make: () => Provider,
  isReady: Registered['isReady']
): void {
  if (registered.has(name)) throw new Error(`Two providers called ${name}`)
  registered.set(name, { make, isReady, made: null })
}

/** The provider of that name; one that is not registered is a broken invariant. */
export function providerOf(name: ProviderName): Provider {
  const one = registered.get(name)
  if (!one) throw new Error(`There is no provider ${name} here`)
  one.made ??= one.make()
  return one.made
}

/** The providers by which people can pay today, in the order in which they are offered. */
export async function providersInUse(): Promise<Provider[]> {
  const ready: Provider[] = []
  for (const name of PROVIDERS) {
    if (await registered.get(name)?.isReady()) ready.push(providerOf(name))
  }
  return ready
}

/** Whether a text names a provider of this installation. */
export function isProvider(name: string): name is ProviderName {
  return registered.has(name as ProviderName)
}

/** Puts another adapter in place (a test's, for instance) and gives the way back. */
export function useProvider(provider: Provider): () => void {
  const before = registered.get(provider.name)
  registered.set(provider.name, { make: () => provider, isReady: () => true, made: provider })
  return () => {
    if (before) registered.set(provider.name, before)
    else registered.delete(provider.name)
  }
}
