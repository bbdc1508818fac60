/** The size of a card in px: the ratio of 1.91 to 1 is the one that other sites show whole. */
export const CARD = { width: 1200, height: 630 };
