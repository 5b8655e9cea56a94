// swift-tools-version: 6.0
import Foundation
import PackageDescription

/// What native.py and xcframework.sh have made is used from where they put it.
func isThere(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: Context.packageDirectory + "/" + name)
}

let folder = Context.packageDirectory + "/Native"
let framework = "DoorstepFFI.xcframework"

// A package with these flags can only be depended on by path. Without Native/, they are not there.
let linked: [LinkerSetting] =
    isThere("Native") ? [.unsafeFlags(["-L\(folder)", "-Xlinker", "-rpath", "-Xlinker", folder])] : []

let package = Package(
    name: "Doorstep",
    platforms: [.macOS(.v13), .iOS(.v16)],
    products: [.library(name: "Doorstep", targets: ["Doorstep"])],
    targets: [
        isThere(framework)
            ? .binaryTarget(name: "DoorstepFFI", path: framework)
            : .systemLibrary(name: "DoorstepFFI"),
        .target(name: "DoorstepNative", dependencies: ["DoorstepFFI"], linkerSettings: linked),
        .target(name: "Doorstep", dependencies: ["DoorstepNative"]),
        .testTarget(name: "DoorstepTests", dependencies: ["Doorstep", "DoorstepNative"]),
    ],
    swiftLanguageModes: [.v6]
)
