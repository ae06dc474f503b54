import edge from 'edge.js'
import { demo } from '#config/app'
import { assetPath } from '#shared/http/assets'
import { shareWithPages } from '#shared/http/page'
import { network } from '#organisation/network'

edge.global('asset', assetPath)
edge.global('demo', demo)
shareWithPages('network', ({ i18n }) => network(i18n.locale))
