// `shop-cli walk` signs somebody in and ends; without it, whoever is at the terminal signs in.
import Shop

do {
    try await run(walking: CommandLine.arguments.contains("walk"), at: Console())
} catch is Left {
    print()
}
