package dev.doorstep

/**
 * One page of a listing.
 *
 * @property items the rows of this page
 * @property nextCursor to be given back for the next page; `null` on the last
 */
public data class Page<T>(public val items: List<T>, public val nextCursor: String?)
