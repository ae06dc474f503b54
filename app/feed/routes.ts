import type { HttpRouterService } from '@adonisjs/core/types'
import { signedIn } from '#shared/http/signed_in'

const feed = () => import('./feed_controller.js')
const newPost = () => import('./new_post_controller.js')
const posts = () => import('./posts_controller.js')
const post = () => import('./post_controller.js')
const editedPost = () => import('./edited_post_controller.js')
const deletedPost = () => import('./deleted_post_controller.js')
const history = () => import('./post_history_controller.js')
const droppedPhoto = () => import('./dropped_photo_controller.js')
const comments = () => import('./comments_controller.js')
const thanks = () => import('./thanks_controller.js')
const photos = () => import('./photos_controller.js')
const photoFile = () => import('./photo_file_controller.js')
const portrait = () => import('./portrait_controller.js')
const profile = () => import('./profile_controller.js')

export function feedRoutes(router: HttpRouterService) {
  router.get('/posts/:id', [post, 'handle'])
  router.get('/posts/:id/history', [history, 'handle'])
  router.get('/photos/:key/:variant', [photoFile, 'handle']).where('key', /^[A-Za-z0-9_-]{16,64}$/)
  router.get('/:handle', [profile, 'handle']).where('handle', /^@[A-Za-z0-9_]{2,30}$/)

  router
    .group(() => {
      router.get('/feed', [feed, 'handle'])
      router.get('/posts/new', [newPost, 'handle'])
      router.post('/posts', [posts, 'handle'])
      router.get('/posts/:id/edit', [editedPost, 'show'])
      router.put('/posts/:id', [editedPost, 'update'])
      router.get('/posts/:id/delete', [deletedPost, 'show'])
      router.delete('/posts/:id', [deletedPost, 'destroy'])
      router.delete('/posts/:id/photos/:photoId', [droppedPhoto, 'handle'])
      router.post('/posts/:id/comments', [comments, 'store'])
      router.delete('/comments/:id', [comments, 'destroy'])
      router.post('/posts/:id/thanks', [thanks, 'store'])
      router.delete('/posts/:id/thanks', [thanks, 'destroy'])
      router.post('/photos', [photos, 'handle'])
      router.get('/me/portrait', [portrait, 'show'])
      router.post('/me/portrait', [portrait, 'store'])
      router.delete('/me/portrait', [portrait, 'destroy'])
    })
    .use(signedIn)
}
