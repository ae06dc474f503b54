/**
 * What is a company's own: PCG, years opened from 1 January 2025. 7589 is a subdivision of our own,
 * which the PCG allows where its list says no more: there 754 is what cooperatives hand back, 756
 * exchange gains, 7588 trusts, so that members' dues have no number of their own.
 */
export const COMPANY_ACCOUNTS: Readonly<Record<string, string>> = {
  '101': 'Capital',
  '1011': 'Capital souscrit - non appelé',
  '1012': 'Capital souscrit - appelé, non versé',
  '1013': 'Capital souscrit - appelé, versé',
  '1061': 'Réserve légale',
  '1063': 'Réserves statutaires ou contractuelles',
  '1068': 'Autres réserves',
  '108': 'Compte de l’exploitant',
  '120': 'Résultat de l’exercice - bénéfice',
  '129': 'Résultat de l’exercice - perte',

  '411': 'Clients',
  '416': 'Clients douteux ou litigieux',
  '4191': 'Clients - Avances et acomptes reçus sur commandes',
  '455': 'Associés - Comptes courants',
  '4561': 'Associés - Comptes d’apport en société',
  '4562': 'Apporteurs - Capital appelé, non versé',
  '4563': 'Associés - Versements reçus sur augmentation de capital',
  '4567': 'Associés - Capital à rembourser',
  '457': 'Associés - Dividendes à payer',

  '6238': 'Divers (pourboires, dons courants)',
  '657': 'Valeurs comptables des immobilisations incorporelles et corporelles cédées',
  '691': 'Participation des salariés aux résultats',
  '695': 'Impôts sur les bénéfices',

  '7582': 'Libéralités reçues',
  '7589': 'Cotisations des membres',
}
