import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'
import '#web/form_names'

server.errorHandler(() => import('#web/error_handler'))

/** Before the route is looked for, thus for pages that are not there too. */
server.use([
  () => import('#web/middleware/headers_middleware'),
  () => import('#web/middleware/method_middleware'),
])

/** In the order of a request: who is looking, where the write comes from, then its body. */
router.use([
  () => import('@adonisjs/auth/initialize_auth_middleware'),
  () => import('#web/middleware/viewer_middleware'),
  () => import('#web/middleware/same_site_middleware'),
  () => import('@adonisjs/core/bodyparser_middleware'),
  () => import('#web/middleware/multipart_middleware'),
  () => import('#web/middleware/plain_input_middleware'),
  () => import('#web/middleware/form_token_middleware'),
  () => import('#web/middleware/restricted_middleware'),
])
