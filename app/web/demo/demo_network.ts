import type { OrganisationFacts } from '#organisation/organisation'

/** What the demo's network says of itself; its addresses lead nowhere. */
export const DEMO_NETWORK: OrganisationFacts = {
  name: 'Revolucion.fun',
  place: 'Niort',
  taglineFr:
    'Le petit réseau de Niort\u00a0: des photos, des mots, personne pour vous vendre quoi que ce soit.',
  taglineEn: 'Niort’s own little network: photos, words, and nobody selling you anything.',
  accent: 'chamois',
  legalForm: 'association',
  languages: ['fr', 'en'],
  contactEmail: 'bonjour@revolucion.example',
  telephone: '05 49 00 00 00',
  address: '12, rue de la Boule d’Or\n79000 Niort',
  registration: 'RNA W792000000 (exemple)',
  publicationDirector: 'Chloé Baudry',
  host: 'Hébergeur d’exemple, 1 place de la Brèche, 79000 Niort, 05 49 00 00 01',
  aboutFr: `Revolucion.fun a commencé un soir de pluie, à six, autour d’une table de la rue Brisson\u00a0: on voulait se montrer des photos sans vendre nos soirées à personne.

Aujourd’hui nous sommes plus de cent, à Niort et autour. On y trouve des tomates à donner, des chats perdus, des concerts, des couchers de soleil sur la Sèvre et beaucoup de vélos.`,
  aboutEn: `Revolucion.fun began one rainy evening, six of us around a table on rue Brisson: we wanted to show each other photos without selling our evenings to anyone.

Today we are more than a hundred, in Niort and around. You will find tomatoes to give away, lost cats, concerts, sunsets on the Sèvre and a great many bicycles.`,
  charterFr: `1. On parle comme sur une place\u00a0: à voix humaine, à des voisins.
2. Pas de haine, pas de harcèlement, pas de mise en cause de la vie privée.
3. On ne publie pas la photo de quelqu’un qui ne le veut pas.
4. Pas de publicité. Une annonce utile aux voisins, oui.
5. Qui modère dit pourquoi, et l’on peut faire appel.`,
  charterEn: `1. We speak as on a square: in a human voice, to neighbours.
2. No hate, no harassment, no prying into private lives.
3. We do not post a photo of someone who does not want it.
4. No advertising. A notice that helps neighbours, yes.
5. Whoever moderates says why, and one may appeal.`,
}
