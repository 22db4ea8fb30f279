/** Images of containers: their pins, and what registries say of them. */
export { imagesFile, pinImages } from '@retable/runtimes/images'
export type { CheckedPin, PinOptions, PinResult, Platform } from '@retable/runtimes/images'
