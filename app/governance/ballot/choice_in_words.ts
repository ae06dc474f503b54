import type { I18n } from '@adonisjs/i18n'
import { GRADES } from '../closing/published_of.js'
import type { Choice } from '../voting/choice.js'
import type { PaperOption } from './paper_options.js'

/** What a ballot says, line by line, to the one who fills it in. */
export function choiceInWords(
  choice: Choice,
  options: readonly Pick<PaperOption, 'number' | 'name'>[],
  i18n: I18n
): string[] {
  const nameOf = (number: number) => options.find((one) => one.number === number)?.name ?? ''
  switch (choice.kind) {
    case 'blank':
      return [i18n.t('decide.ballot.says.blank')]
    case 'motion':
      return [i18n.t(`decide.ballot.answers.${choice.answer}`)]
    case 'ranking':
      return choice.ranks.map((option, index) =>
        i18n.t('decide.ballot.says.rank', { place: index + 1, name: nameOf(option) })
      )
    case 'approval':
      return choice.approved.map(nameOf)
    case 'grades':
      return options.map(({ number, name }) =>
        i18n.t('decide.ballot.says.grade', {
          name,
          grade: i18n.t(`decide.grades.${GRADES[choice.grades[number] ?? 0]}`),
        })
      )
  }
}
