import type { OrganisationFacts } from '#organisation/organisation'

/** What the collective of the founding scenario says of itself: no legal form, no charter yet. */
export const FOUNDING_NETWORK: Partial<OrganisationFacts> &
  Pick<OrganisationFacts, 'name' | 'place'> = {
  name: 'Le Lavoir',
  place: 'Niort, Sainte-Pezenne',
  taglineFr: 'Un mois, douze voisins, et tout à décider.',
  taglineEn: 'One month, twelve neighbours, and everything to decide.',
  accent: 'chamois',
  legalForm: 'collective',
  languages: ['fr', 'en'],
  contactEmail: 'bonjour@lelavoir.example',
  telephone: '05 49 00 00 02',
  address: 'Chez Chloé Baudry\n3, rue du Lavoir\n79000 Niort',
  publicationDirector: 'Chloé Baudry',
  host: 'Hébergeur d’exemple, 1 place de la Brèche, 79000 Niort, 05 49 00 00 01',
  aboutFr: `Nous étions trois à nous plaindre que les nouvelles du quartier passaient par une application qui vend des matelas. Nous sommes douze depuis, et nous essayons.

Pour l’instant nous sommes un collectif, sans statuts ni compte en banque. La charte s’écrit, la forme se choisira ensemble.`,
  aboutEn: `Three of us were complaining that the neighbourhood’s news went through an application that sells mattresses. We are twelve by now, and we are trying.

So far we are a collective, with no articles and no bank account. The charter is being written; the form we shall choose together.`,
}
