// The Swift half of the comparison with Rust: answers `what first count` with times in nanoseconds, as JSON.
import Foundation

let arguments = CommandLine.arguments
let figures = try Figures(path: arguments[1], users: Int(arguments[2])!, start: Int64(arguments[3])!)
answer([])
while let line = readLine() {
    let words = line.split(separator: " ")
    let (first, count) = (Int(words[1])!, Int(words[2])!)
    let call =
        switch words[0] {
        case "sign_in": figures.signIn
        case "validate": figures.validate
        case "what_if": figures.whatIf
        default: fatalError(line)
        }
    answer(try (first..<first + count).map(call))
}

/// A line, at once: whoever asked waits for it.
func answer(_ times: [Int64]) {
    print(times)
    fflush(nil)
}
