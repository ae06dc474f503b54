export { canonicalHash, canonicalJson, type Plain } from '#shared/canonical'
