import JSONCodec
import Testing

struct JSONScannerTests {
    @Test func `an object is walked key by key`() throws {
        var id = ""
        var amount = 0.0
        try withJSONScanner(over: Array(#"{"id":"a\n1", "other":[{}], "amount":12.5}"#.utf8)) {
            (scanner) throws(JSONError) in
            try scanner.beginObject()
            while let key = try scanner.nextKey() {
                if scanner.equals(key, "id") {
                    id = scanner.string(try scanner.readString())
                } else if scanner.equals(key, "amount") {
                    amount = try scanner.readDouble()
                } else {
                    try scanner.skipValue()
                }
            }
            try scanner.finish()
        }
        #expect(id == "a\n1")
        #expect(amount == 12.5)
    }
}
