import fp from 'fastify-plugin'
import { parseUpload, shareUrl, sourcesOf, type Sources } from './name.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Where the files of a picture of the catalogue are, whether it is a drawing of static/ or was uploaded. One that is not there has a blank one. */
    picture (picture: string): Sources
    /** The address of the same as JPEG, for those who take nothing else; undefined when there is none. */
    sharedPicture (picture: string): string | undefined
  }
}

const NONE = '/no-picture.svg'

/** The one place that knows where pictures are. */
export default fp(async app => {
  app.decorate('picture', picture => {
    const upload = parseUpload(picture)
    return upload ? sourcesOf(upload) : { src: app.findAsset(picture) ?? app.asset(NONE), srcset: '' }
  })
  app.decorate('sharedPicture', picture => {
    const upload = parseUpload(picture)
    if (upload) return shareUrl(upload)
    // Drawn by scripts/share.js.
    const asset = app.findAsset(picture.replace(/^\/pictures\/(.*)\.svg$/, '/share/$1.jpg'))
    return asset?.endsWith('.jpg') ? asset : undefined
  })
}, { name: 'pictures', dependencies: ['assets'] })
