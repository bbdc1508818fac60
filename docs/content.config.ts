export { collections } from "#site/collections/collections.ts";
