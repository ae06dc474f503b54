/** Loads the wiring pages, in every process: what listens must listen wherever the fact happens. */
import './enactments.js'
import './rule_remarks.js'
import './providers.js'
import './payment_effects.js'
import './personal_data.js'
import './events.js'
import './kept.js'
import './scheduler.js'
