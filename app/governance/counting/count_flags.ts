import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CountOptions } from './count_options.js'

/** What `ballots:count` may be told beside its file. */
export abstract class CountFlags extends BaseCommand {
  @flags.string({
    description:
      'scottish-stv, meek-stv, irv, schulze, majority-judgment, approval, motion, consent, equal-shares',
  })
  declare method?: string

  @flags.string({ description: 'How many seats; else as the file says, or 1' })
  declare seats?: string

  @flags.string({ description: 'Candidates in the order drawn by lot, by number: 3,1,2' })
  declare lotOrder?: string

  @flags.string({ description: 'Several candidates at one rank: exhaust (default) or skip' })
  declare overvote?: string

  @flags.string({ description: 'A rank left empty: exhaust (default) or skip' })
  declare emptyRank?: string

  @flags.string({ description: 'Schulze, who is not ranked: last (default) or ignored' })
  declare unranked?: string

  @flags.string({ description: 'Schulze: the number of the option that changes nothing' })
  declare statusQuo?: string

  @flags.string({ description: 'Names of the grades, worst first, or how many there are' })
  declare grades?: string

  @flags.string({ description: 'A grade not given: worst (default) or invalid' })
  declare missing?: string

  @flags.string({ description: 'A paper without any grade: worst (default) or apart' })
  declare blank?: string

  @flags.string({ description: 'Approval: none (default) or more-than-half' })
  declare floor?: string

  @flags.string({ description: 'The budget; else as the file says' })
  declare budget?: string

  @flags.string({ description: 'add1 (default) or none' })
  declare completion?: string

  @flags.string({ description: 'cost (default) or cardinality' })
  declare utility?: string

  @flags.string({ description: 'What add1 adds to each share: 1' })
  declare increment?: string

  @flags.string({ description: 'What is left buys what still fits: none (default) or approvals' })
  declare fill?: string

  @flags.string({ description: 'How many are on the roll' })
  declare members?: string

  @flags.string({ description: 'The roll, a CSV: member,college,weight' })
  declare roll?: string

  @flags.string({ description: 'none (default), 1/5, 20%, 12 (people), or 1/5;12' })
  declare quorum?: string

  @flags.string({
    description: 'Whether abstentions count for the quorum: present (default) or absent',
  })
  declare abstentions?: string

  @flags.string({ description: 'exprimes (default), votants or membres' })
  declare base?: string

  @flags.string({ description: '">1/2" (default), ">=2/3"…' })
  declare threshold?: string

  @flags.string({
    description: 'As many for as against: fails (default), or the casting vote: for, against',
  })
  declare tie?: string

  @flags.string({ description: 'The article of the statutes that gives the casting vote' })
  declare article?: string

  @flags.string({ description: 'open (default) or secret' })
  declare ballot?: string

  @flags.string({ description: 'So many blocks stop the adoption' })
  declare blocks?: string

  @flags.string({ description: 'What colleges weigh: "A=1/2; B=30%; C=0.2", or none' })
  declare colleges?: string

  @flags.string({ description: 'share (default) or winner' })
  declare collegeRule?: string

  @flags.string({
    description: 'A college without a vote for or against: zero (default) or renormalise',
  })
  declare emptyCollege?: string

  @flags.boolean({ description: 'Print the transcript alone, as it is hashed' })
  declare json?: boolean

  @flags.string({ description: 'fr (default) or en' })
  declare locale?: string

  /** As they were written; the roll is a file apart. */
  protected get countOptions(): CountOptions {
    return {
      'seats': this.seats,
      'lot-order': this.lotOrder,
      'overvote': this.overvote,
      'empty-rank': this.emptyRank,
      'unranked': this.unranked,
      'status-quo': this.statusQuo,
      'grades': this.grades,
      'missing': this.missing,
      'blank': this.blank,
      'floor': this.floor,
      'budget': this.budget,
      'completion': this.completion,
      'utility': this.utility,
      'increment': this.increment,
      'fill': this.fill,
      'members': this.members,
      'quorum': this.quorum,
      'abstentions': this.abstentions,
      'base': this.base,
      'threshold': this.threshold,
      'tie': this.tie,
      'article': this.article,
      'ballot': this.ballot,
      'blocks': this.blocks,
      'colleges': this.colleges,
      'college-rule': this.collegeRule,
      'empty-college': this.emptyCollege,
    }
  }
}
