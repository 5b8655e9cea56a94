internal import DoorstepNative

/// A device, as the host knows it: what filters for devices ask about. What is not given is unknown, as everything is
/// of a device that is not registered. No text is longer than 1024 bytes.
public struct Device: Sendable, Hashable {
    /// Whether it is registered. Of one that is not, nothing else counts.
    public var registered: Bool?
    /// Whether it is managed, which extension attributes are only known of. When not given: it has an ``mdmAppID``,
    /// is compliant, or its trust type is `ServerAD`.
    public var isManaged: Bool?
    /// Its id in the directory.
    public var deviceID: String?
    /// Its name.
    public var displayName: String?
    /// `Personal` or `Company`.
    public var deviceOwnership: String?
    /// The profile it was enrolled with.
    public var enrollmentProfileName: String?
    /// Whether it complies with the organization's rules.
    public var isCompliant: Bool?
    /// Who made it.
    public var manufacturer: String?
    /// The app that manages it.
    public var mdmAppID: String?
    /// Its model.
    public var model: String?
    /// What it runs.
    public var operatingSystem: String?
    /// Which version of it.
    public var operatingSystemVersion: String?
    /// Its hardware's ids: at most 100.
    public var physicalIDs: [String]
    /// `RegisteredDevice`, `SecureVM`, `Printer`, `Shared` or `IoT`.
    public var profileType: String?
    /// Labels that the system gave it: at most 100.
    public var systemLabels: [String]
    /// `AzureAD` (joined), `ServerAD` (hybrid joined) or `Workplace` (registered).
    public var trustType: String?
    /// `extensionAttribute1` to `extensionAttribute15`, by their numbers from 1 to 15.
    public var extensionAttributes: [Int: String]

    public init(
        registered: Bool? = nil, isManaged: Bool? = nil, deviceID: String? = nil, displayName: String? = nil,
        deviceOwnership: String? = nil, enrollmentProfileName: String? = nil, isCompliant: Bool? = nil,
        manufacturer: String? = nil, mdmAppID: String? = nil, model: String? = nil, operatingSystem: String? = nil,
        operatingSystemVersion: String? = nil, physicalIDs: [String] = [], profileType: String? = nil,
        systemLabels: [String] = [], trustType: String? = nil, extensionAttributes: [Int: String] = [:]
    ) {
        self.registered = registered
        self.isManaged = isManaged
        self.deviceID = deviceID
        self.displayName = displayName
        self.deviceOwnership = deviceOwnership
        self.enrollmentProfileName = enrollmentProfileName
        self.isCompliant = isCompliant
        self.manufacturer = manufacturer
        self.mdmAppID = mdmAppID
        self.model = model
        self.operatingSystem = operatingSystem
        self.operatingSystemVersion = operatingSystemVersion
        self.physicalIDs = physicalIDs
        self.profileType = profileType
        self.systemLabels = systemLabels
        self.trustType = trustType
        self.extensionAttributes = extensionAttributes
    }

    var native: DoorstepNative.Device {
        DoorstepNative.Device(
            registered: registered, isManaged: isManaged, deviceId: deviceID, displayName: displayName,
            deviceOwnership: deviceOwnership, enrollmentProfileName: enrollmentProfileName, isCompliant: isCompliant,
            manufacturer: manufacturer, mdmAppId: mdmAppID, model: model, operatingSystem: operatingSystem,
            operatingSystemVersion: operatingSystemVersion, physicalIds: physicalIDs, profileType: profileType,
            systemLabels: systemLabels, trustType: trustType, extensionAttributes: numbered)
    }

    /// Extension attributes by number. One beyond a byte becomes its first or last, which are refused too.
    private var numbered: [UInt8: String] {
        Dictionary(extensionAttributes.map { (UInt8(clamping: $0), $1) }) { first, _ in first }
    }
}

extension Device {
    init(_ native: DoorstepNative.Device) {
        self.init(
            registered: native.registered, isManaged: native.isManaged, deviceID: native.deviceId,
            displayName: native.displayName, deviceOwnership: native.deviceOwnership,
            enrollmentProfileName: native.enrollmentProfileName, isCompliant: native.isCompliant,
            manufacturer: native.manufacturer, mdmAppID: native.mdmAppId, model: native.model,
            operatingSystem: native.operatingSystem, operatingSystemVersion: native.operatingSystemVersion,
            physicalIDs: native.physicalIds, profileType: native.profileType, systemLabels: native.systemLabels,
            trustType: native.trustType,
            extensionAttributes: Dictionary(uniqueKeysWithValues: native.extensionAttributes.map { (Int($0), $1) }))
    }
}
