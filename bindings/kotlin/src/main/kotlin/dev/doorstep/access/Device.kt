package dev.doorstep

import dev.doorstep.internal.wellFormed
import dev.doorstep.internal.Device as NativeDevice

/**
 * A device, as the host knows it: what filters for devices ask about. What is not given is unknown, as everything is
 * of a device that is not registered. No text is longer than 1024 bytes.
 *
 * @property registered whether it is registered. Of one that is not, nothing else counts
 * @property isManaged whether it is managed, which extension attributes are only known of. When not given: it has an
 *   [mdmAppId], is compliant, or its trust type is `ServerAD`
 * @property deviceId its id in the directory
 * @property displayName its name
 * @property deviceOwnership `Personal` or `Company`
 * @property enrollmentProfileName the profile it was enrolled with
 * @property isCompliant whether it complies with the organization's rules
 * @property manufacturer who made it
 * @property mdmAppId the app that manages it
 * @property model its model
 * @property operatingSystem what it runs
 * @property operatingSystemVersion which version of it
 * @property physicalIds its hardware's ids: at most 100
 * @property profileType `RegisteredDevice`, `SecureVM`, `Printer`, `Shared` or `IoT`
 * @property systemLabels labels that the system gave it: at most 100
 * @property trustType `AzureAD` (joined), `ServerAD` (hybrid joined) or `Workplace` (registered)
 * @property extensionAttributes `extensionAttribute1` to `extensionAttribute15`, by their numbers from 1 to 15
 */
public data class Device(
    public val registered: Boolean? = null,
    public val isManaged: Boolean? = null,
    public val deviceId: String? = null,
    public val displayName: String? = null,
    public val deviceOwnership: String? = null,
    public val enrollmentProfileName: String? = null,
    public val isCompliant: Boolean? = null,
    public val manufacturer: String? = null,
    public val mdmAppId: String? = null,
    public val model: String? = null,
    public val operatingSystem: String? = null,
    public val operatingSystemVersion: String? = null,
    public val physicalIds: List<String> = emptyList(),
    public val profileType: String? = null,
    public val systemLabels: List<String> = emptyList(),
    public val trustType: String? = null,
    public val extensionAttributes: Map<Int, String> = emptyMap(),
) {
    internal fun toNative() =
        NativeDevice(
            registered = registered,
            isManaged = isManaged,
            deviceId = deviceId.wellFormed("context.device.device_id"),
            displayName = displayName.wellFormed("context.device.display_name"),
            deviceOwnership = deviceOwnership.wellFormed("context.device.device_ownership"),
            enrollmentProfileName = enrollmentProfileName.wellFormed("context.device.enrollment_profile_name"),
            isCompliant = isCompliant,
            manufacturer = manufacturer.wellFormed("context.device.manufacturer"),
            mdmAppId = mdmAppId.wellFormed("context.device.mdm_app_id"),
            model = model.wellFormed("context.device.model"),
            operatingSystem = operatingSystem.wellFormed("context.device.operating_system"),
            operatingSystemVersion = operatingSystemVersion.wellFormed("context.device.operating_system_version"),
            physicalIds = physicalIds.wellFormed("context.device.physical_ids"),
            profileType = profileType.wellFormed("context.device.profile_type"),
            systemLabels = systemLabels.wellFormed("context.device.system_labels"),
            trustType = trustType.wellFormed("context.device.trust_type"),
            extensionAttributes = numbered(),
        )

    /** Extension attributes by number. One beyond a byte becomes its first or last, which are refused too. */
    private fun numbered(): Map<UByte, String> =
        extensionAttributes.entries.associate { (number, text) ->
            number.coerceIn(0, UByte.MAX_VALUE.toInt()).toUByte() to text.wellFormed("context.device.extension_attributes")
        }

    /** Builds a [Device] in Java. What is not set is unknown. */
    public class Builder {
        private var device = Device()

        /** See [Device.registered]. */
        public fun registered(value: Boolean): Builder = apply { device = device.copy(registered = value) }

        /** See [Device.isManaged]. */
        public fun isManaged(value: Boolean): Builder = apply { device = device.copy(isManaged = value) }

        /** See [Device.deviceId]. */
        public fun deviceId(value: String): Builder = apply { device = device.copy(deviceId = value) }

        /** See [Device.displayName]. */
        public fun displayName(value: String): Builder = apply { device = device.copy(displayName = value) }

        /** See [Device.deviceOwnership]. */
        public fun deviceOwnership(value: String): Builder = apply { device = device.copy(deviceOwnership = value) }

        /** See [Device.enrollmentProfileName]. */
        public fun enrollmentProfileName(value: String): Builder =
            apply { device = device.copy(enrollmentProfileName = value) }

        /** See [Device.isCompliant]. */
        public fun isCompliant(value: Boolean): Builder = apply { device = device.copy(isCompliant = value) }

        /** See [Device.manufacturer]. */
        public fun manufacturer(value: String): Builder = apply { device = device.copy(manufacturer = value) }

        /** See [Device.mdmAppId]. */
        public fun mdmAppId(value: String): Builder = apply { device = device.copy(mdmAppId = value) }

        /** See [Device.model]. */
        public fun model(value: String): Builder = apply { device = device.copy(model = value) }

        /** See [Device.operatingSystem]. */
        public fun operatingSystem(value: String): Builder = apply { device = device.copy(operatingSystem = value) }

        /** See [Device.operatingSystemVersion]. */
        public fun operatingSystemVersion(value: String): Builder =
            apply { device = device.copy(operatingSystemVersion = value) }

        /** See [Device.physicalIds]. */
        public fun physicalIds(vararg values: String): Builder =
            apply { device = device.copy(physicalIds = values.toList()) }

        /** See [Device.profileType]. */
        public fun profileType(value: String): Builder = apply { device = device.copy(profileType = value) }

        /** See [Device.systemLabels]. */
        public fun systemLabels(vararg values: String): Builder =
            apply { device = device.copy(systemLabels = values.toList()) }

        /** See [Device.trustType]. */
        public fun trustType(value: String): Builder = apply { device = device.copy(trustType = value) }

        /** See [Device.extensionAttributes]: one of them, by its number. */
        public fun extensionAttribute(number: Int, value: String): Builder =
            apply { device = device.copy(extensionAttributes = device.extensionAttributes + (number to value)) }

        /** The device. */
        public fun build(): Device = device
    }

    public companion object {
        /** Nothing known yet: for Java. */
        @JvmStatic
        public fun builder(): Builder = Builder()
    }
}

internal fun NativeDevice.toPublic() =
    Device(
        registered = registered,
        isManaged = isManaged,
        deviceId = deviceId,
        displayName = displayName,
        deviceOwnership = deviceOwnership,
        enrollmentProfileName = enrollmentProfileName,
        isCompliant = isCompliant,
        manufacturer = manufacturer,
        mdmAppId = mdmAppId,
        model = model,
        operatingSystem = operatingSystem,
        operatingSystemVersion = operatingSystemVersion,
        physicalIds = physicalIds,
        profileType = profileType,
        systemLabels = systemLabels,
        trustType = trustType,
        extensionAttributes = extensionAttributes.mapKeys { (number, _) -> number.toInt() },
    )
