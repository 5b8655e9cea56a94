package dev.doorstep

import dev.doorstep.internal.ImportItem as NativeImportItem
import dev.doorstep.internal.ImportReport as NativeImportReport

/**
 * What became of an import.
 *
 * @property stored whether anything was stored: not, when something was refused and `keepGoing` was not asked for
 * @property items every document that was found, in the order of the file
 */
public data class ImportReport(public val stored: Boolean, public val items: List<ImportItem>)

/**
 * What became of one document.
 *
 * @property kind `policy`, `named_location`, `authentication_strength` or `authentication_context`
 * @property place where in the file it was, as in `value[3]`
 * @property displayName its name
 * @property id the id it is stored under: its own, where it has one. `null` when it was refused
 * @property code the code of the error it was refused for; or `policy_unsupported` for a policy that was taken in
 *   disabled, since it cannot be evaluated
 * @property path the field that the error is about
 * @property reason what is wrong with it
 */
public data class ImportItem(
    public val kind: String,
    public val place: String,
    public val displayName: String,
    public val id: String?,
    public val code: String?,
    public val path: String?,
    public val reason: String?,
)

internal fun NativeImportReport.toPublic() = ImportReport(stored, items.map { it.toPublic() })

private fun NativeImportItem.toPublic() = ImportItem(kind, place, displayName, id, code, path, reason)
