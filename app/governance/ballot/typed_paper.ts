import type { Method } from '../methods/transcript.js'
import type { Choice, Typed } from '../voting/choice.js'

/** What stands in the fields of a paper: by name, what was typed or chosen before. */
export function typedFrom(choice: Choice | null, method: Method): Typed {
  if (!choice) return {}
  switch (choice.kind) {
    case 'blank':
      return method === 'motion' ? { answer: 'blank' } : { blank: '1' }
    case 'motion':
      return { answer: choice.answer }
    case 'ranking':
      return Object.fromEntries(
        choice.ranks.map((option, index) => [`rank_${option}`, String(index + 1)])
      )
    case 'grades':
      return Object.fromEntries(
        Object.entries(choice.grades).map(([option, grade]) => [`grade_${option}`, String(grade)])
      )
    case 'approval':
      return { approved: choice.approved.map(String) }
  }
}

/** The fields of a ballot paper and nothing else of what a request carries. */
export function typedIn(body: Record<string, unknown>): Typed {
  const typed: Typed = {}
  for (const [name, value] of Object.entries(body)) {
    if (!/^(answer|blank|approved|(rank|grade)_\d{1,3})$/.test(name)) continue
    if (typeof value === 'string') typed[name] = value
    else if (Array.isArray(value)) typed[name] = value.filter((one) => typeof one === 'string')
  }
  return typed
}
