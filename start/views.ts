import app from '@adonisjs/core/services/app'
import edge from 'edge.js'
import { demo } from '#config/installation'
import { assetPath } from '#shared/http/assets'
import { attributes } from '#shared/http/attributes'
import { shareWithPages } from '#shared/http/page'
import { measuresShared } from '#governance/emergency/measures_shared'
import { network } from '#organisation/network'

edge.global('asset', assetPath)
edge.global('attributes', attributes)
edge.global('demo', demo)
shareWithPages('network', ({ i18n }) => network(i18n.locale))
shareWithPages('measures', measuresShared)

if (app.inProduction) {
  // Edge lists the components' folder again for every renderer, thus for every request.
  const components = edge.loader.listComponents()
  edge.loader.listComponents = () => components
}
