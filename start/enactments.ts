/** Which kind of adopted proposal does what, inside the transaction that records the result. */
import { charterText } from '#governance/deciding/charter_text'
import { consultation } from '#governance/deciding/consultation'
import { election } from '#governance/deciding/election'
import { recall } from '#governance/deciding/recall'
import { ruleChange } from '#governance/deciding/rule_change'
import { budget } from '#treasury/deciding/budget'
import { spend } from '#treasury/deciding/spend'
import { yearClosing } from '#treasury/deciding/year_closing'
import { registerEnactment } from '#shared/wiring/enactment'

registerEnactment(ruleChange)
registerEnactment(charterText)
registerEnactment(election)
registerEnactment(recall)
registerEnactment(budget)
registerEnactment(spend)
registerEnactment(yearClosing)
registerEnactment(consultation)
