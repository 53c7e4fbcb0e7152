import CEL
import Diagnostics
import Testing

struct WellKnownTypesTests {
    private static let values: [(String, String)] = [
        ("google.protobuf.Int32Value{value: 7} + 1", "8"),
        ("google.protobuf.Int32Value{value: 2147483648}", "overflow"),
        ("google.protobuf.UInt32Value{value: 4294967296u}", "overflow"),
        ("google.protobuf.FloatValue{value: 0.1}", "0.10000000149011612"),
        ("google.protobuf.FloatValue{value: 1e300}", "Infinity"),
        ("google.protobuf.StringValue{?value: optional.none()}", "\"\""),
        ("google.protobuf.StringValue{?value: optional.of('a')}", "\"a\""),
        ("google.protobuf.BytesValue{value: b'a'} == b'a'", "true"),
        ("google.protobuf.BoolValue{value: dyn(1)}", "no_such_overload"),
        ("dyn(google.protobuf.Int64Value{}) == dyn(null)", "false"),
        ("google.protobuf.Value{}", "null"),
        ("google.protobuf.Value{null_value: null} == null", "true"),
        ("google.protobuf.Value{number_value: 1.5} < 2", "true"),
        ("google.protobuf.ListValue{values: [1, 2u, b'a', 'b']}", "[1, 2, \"YQ==\", \"b\"]"),
        ("google.protobuf.ListValue{values: [9007199254740992]}", "[\"9007199254740992\"]"),
        ("google.protobuf.ListValue{values: [double('NaN')]}", "[\"NaN\"]"),
        ("google.protobuf.ListValue{values: [int]}", "invalid_conversion"),
        ("google.protobuf.Struct{fields: {'a': {'b': [timestamp(0)]}}}.a.b[0].size()", "20"),
        ("google.protobuf.Struct{fields: {'a': {1: 2}}}", "invalid_conversion"),
        ("google.protobuf.Timestamp{seconds: 1, nanos: 5}.getSeconds()", "1"),
        ("google.protobuf.Timestamp{seconds: -62135596801}", "overflow"),
        ("google.protobuf.Duration{seconds: -1, nanos: -500000000}", "duration(\"-1.5s\")"),
        ("google.protobuf.Duration{seconds: 1, nanos: -1}", "overflow"),
        ("google.protobuf.Any{type_url: 'a'}", "invalid_conversion"),
        (".google.protobuf.Int64Value{value: 3}", "3"),
        ("[1, 2].map(x, google.protobuf.Int64Value{value: x})", "[1, 2]"),
    ]

    @Test(arguments: values)
    func `a well-known message stands for a plain value`(text: String, expected: String) {
        #expect(Sample.outcome(text).hasPrefix(expected))
    }

    private static let types: [(String, String)] = [
        ("google.protobuf.Int64Value{}", "wrapper(int)"),
        ("google.protobuf.Int64Value{} + 1", "int"),
        ("[1, google.protobuf.Int64Value{}]", "list(wrapper(int))"),
        ("vip ? google.protobuf.BoolValue{} : null", "wrapper(bool)"),
        ("google.protobuf.Struct{}", "map(string, dyn)"),
        ("google.protobuf.Value{}", "dyn"),
    ]

    @Test(arguments: types)
    func `a wrapper's type is its value's, or null`(text: String, expected: String) throws {
        let program = try #require(Sample.environment.compile(text).program)
        #expect(program.resultType.description == expected)
    }

    @Test func `a message's name is found in the container`() {
        let environment = Environment(
            variables: [], container: "google.protobuf.inner", libraries: [.wellKnownTypes])
        #expect(environment.compile("Int64Value{value: 1}").program?.constantValue == .int(1))
    }

    @Test func `without the library a message is refused`() {
        let found = Environment(variables: []).compile("google.protobuf.Value{}").diagnostics
        #expect(found.map(\.fact) == ["`google.protobuf.Value` builds a message"])
        #expect(
            found.map(\.hint) == ["messages are not supported; use a map: `{\"field\": value}`"])
    }

    @Test func `a variable holds what a message stands for`() throws {
        let type = try #require(CELType(wellKnownType: "google.protobuf.Int64Value"))
        #expect(CELType(wellKnownType: "google.protobuf.Empty") == nil)
        let environment = Environment(variables: [Variable("limit", type)])
        let program = try #require(environment.compile("limit == null || limit > 3").program)
        let activation = Activation(environment)
        for (value, expected) in [(Value.null, true), (.int(4), true), (.int(3), false)] {
            activation.set(0, value)
            #expect(try program.evaluateBool(activation) == expected)
        }
    }
}
