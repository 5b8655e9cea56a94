// swift-tools-version: 6.0
import PackageDescription

// Not in a folder called `swift`: SwiftPM tells packages apart by the names of their folders.
let package = Package(
    name: "figures",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "Doorstep", path: "../../../bindings/swift")],
    targets: [
        .executableTarget(name: "figures", dependencies: [.product(name: "Doorstep", package: "Doorstep")])
    ]
)
