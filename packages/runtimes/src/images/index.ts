/** Pins of images: what a runtime may start, and what registries say of tags. */
export { requirePinned } from './require-pinned.ts'
export { readImages } from './read-images.ts'
export type { Images, PinnedImage } from './read-images.ts'
export { imagesFile } from './image-file.ts'
export { pinImages } from './pin-images.ts'
export type { CheckedPin, PinOptions, PinResult } from './pin-images.ts'
export type { Platform } from './registry/manifest.ts'
