// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "swift-cli",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "Doorstep", path: "../../bindings/swift")],
    targets: [
        .target(name: "Shop", dependencies: [.product(name: "Doorstep", package: "Doorstep")]),
        .executableTarget(name: "shop-cli", dependencies: ["Shop"]),
        .testTarget(name: "ShopTests", dependencies: ["Shop"]),
    ]
)
