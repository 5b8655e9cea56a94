// swift-tools-version: 6.0
import Foundation
import PackageDescription

// On Apple platforms, what xcframework.sh has made. SwiftPM remembers the answer: the script makes it forget.
let framework = "DoorstepFFI.xcframework"
let isThere = FileManager.default.fileExists(atPath: Context.packageDirectory + "/" + framework)

// Elsewhere, the library that native.py has put into Native, or one of the system's. A package with these flags can be
// depended on by path alone, as its generated sources ask for anyway.
let native = Context.packageDirectory + "/Native"
let linked: [LinkerSetting] = [.unsafeFlags(["-L\(native)", "-Xlinker", "-rpath", "-Xlinker", native])]

let package = Package(
    name: "Doorstep",
    platforms: [.macOS(.v13), .iOS(.v16)],
    products: [.library(name: "Doorstep", targets: ["Doorstep"])],
    targets: [
        isThere ? .binaryTarget(name: "DoorstepFFI", path: framework) : .systemLibrary(name: "DoorstepFFI"),
        .target(name: "DoorstepNative", dependencies: ["DoorstepFFI"], linkerSettings: isThere ? [] : linked),
        .target(name: "Doorstep", dependencies: ["DoorstepNative"]),
        .testTarget(name: "DoorstepTests", dependencies: ["Doorstep", "DoorstepNative"]),
    ],
    swiftLanguageModes: [.v6]
)
