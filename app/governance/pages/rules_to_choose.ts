import type { I18n } from '@adonisjs/i18n'
import { RULES } from '#rulebook/declarations'
import { CHAPTERS, titleKey } from '#rulebook/rule'

/** Every rule that a vote may change, chapter by chapter, with the majority that it takes. */
export function rulesToChoose(i18n: I18n, kind: 'rule_change' | 'drafts') {
  return CHAPTERS.map((chapter) => ({
    name: chapter,
    title: i18n.t(`rulebook.chapters.${chapter}`),
    rules: RULES.filter((rule) => rule.chapter === chapter).map(({ key, majority }) => ({
      href: `/decide/new/${kind}?key=${key}`,
      title: i18n.t(titleKey(key)),
      majority: i18n.t(`rulebook.majorities.${majority}`),
    })),
  }))
}
