/**
 * Questions a room asks without knowing who answers. `join`: may people sign up now? Answered by
 * the rota once it exists (nobody on duty for a week closes it). Null lets through; otherwise the
 * translation key of the reason.
 */
export type Gate = (at: Date) => Promise<string | null>

const gates = new Map<string, Gate[]>()

/** Adds someone who may close the gate; gives back the way to take them off it. */
export function guardGate(name: 'join', gate: Gate): () => void {
  const guarding = () => gates.get(name) ?? []
  gates.set(name, [...guarding(), gate])
  return () =>
    void gates.set(
      name,
      guarding().filter((one) => one !== gate)
    )
}

/** The first reason why the gate is closed, or null. */
export async function gateRefusal(name: 'join', at: Date): Promise<string | null> {
  for (const gate of gates.get(name) ?? []) {
    const reason = await gate(at)
    if (reason) return reason
  }
  return null
}
