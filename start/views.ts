import app from '@adonisjs/core/services/app'
import edge from 'edge.js'
import { demo } from '#config/installation'
import { assetPath } from '#shared/http/assets'
import { attributes } from '#shared/http/attributes'
import { shareWithPages } from '#shared/http/page'
import { measuresShared } from '#governance/emergency/measures_shared'
import { network } from '#organisation/network'
import { dateLabel } from '#shared/date_label'

edge.global('asset', assetPath)
edge.global('attributes', attributes)
edge.global('demo', demo)
shareWithPages('network', ({ i18n }) => network(i18n.locale))
shareWithPages('measures', measuresShared)
shareWithPages('pausedUntil', ({ viewer, i18n }) =>
  viewer?.pausedUntil ? dateLabel(viewer.pausedUntil, i18n.locale) : null
)

if (app.inProduction) {
  // Edge lists the components' folder again for every renderer, thus for every request.
  const components = edge.loader.listComponents()
  edge.loader.listComponents = () => components
}
