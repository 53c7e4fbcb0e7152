import CurlTransport
import Decisions
import Diagnostics
import JSONCodec
import Models
import Testing

/// Both APIs of typed decisions, with the example of their reference.
struct TypedDecisionTests {
    private static let decided = """
        {"model":"gpt-6-luna",
         "answers":[
          {"type":"predicate","name":"refund","probability":0.97},
          {"type":"choice","name":"team","choice":"billing","confidence":0.84,
           "probabilities":[{"value":"billing","probability":0.92},{"value":"technical","probability":0.08}]},
          {"type":"score","name":"urgency","score":1.3,"confidence":0.4,
           "probabilities":[{"value":0,"label":"can wait","probability":0.1},
                            {"value":1,"label":"this week","probability":0.5},
                            {"value":2,"label":"today","probability":0.4}]},
          {"type":"refusal","name":"vip"}],
         "usage":{"input_tokens":120,"input_tokens_details":{"cached_tokens":20,"cache_write_tokens":0},
                  "output_tokens":0,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":120}}
        """

    private static let judged = """
        {"model":"jev-1.13.0",
         "answers":{
          "refund":{"type":"noul","noul":0.25},
          "team":{"type":"choice","choice":"technical","probabilities":{"technical":0.88,"billing":0.12},"confidence":0.76},
          "urgency":{"type":"score","score":1.95,"legend":{"0":"can wait","1":"this week","2":"today: money or outage"},
                   "probabilities":{"0":0.0,"1":0.05,"2":0.95},"confidence":0.925},
          "vip":{"type":"choice","choice":"false","probabilities":{"true":0.1,"false":0.9},"confidence":0.8}},
         "usage":{"input_tokens":304,"output_tokens":18}}
        """

    private static let input = Examples.input(#"{"text":"twice!","charges":2}"#)

    private func ask(
        _ api: ModelDefinition.API, _ body: String, yaml: String = Examples.severalYAML,
        prompt: String? = nil
    ) async throws -> (answers: [Answer], request: HTTPRequest, body: JSONValue) {
        let transport = ScriptedTransport([.reply(body)])
        let definition = Examples.definition(
            api, model: "gpt-6-luna", baseURL: "http://h/v1", retries: 0)
        let task = try Examples.task(yaml, definition, prompt: prompt)
        let answers = try await transport.client(task, prices: .builtIn).answer(Self.input)
        return (
            answers, try #require(transport.record.requests.first),
            try #require(transport.bodies.first)
        )
    }

    @Test func `a decision is asked as the reference says`() async throws {
        let (_, request, body) = try await ask(.decisions, Self.decided)
        #expect(request.url == "http://h/v1/decisions")
        let expected = """
            {"model":"gpt-6-luna",
             "input":[{"role":"user","content":[
               {"type":"input_json","data":{"text":"twice!","charges":2}}]}],
             "questions":[
              {"type":"predicate","name":"refund","instructions":"The customer asks for a refund."},
              {"type":"choice","name":"team","instructions":"Which team?","choices":[
                 {"value":"billing","description":"Charges, invoices"},{"value":"technical"}]},
              {"type":"score","name":"urgency","instructions":"How urgent?","levels":[
                 {"label":"can wait"},{"label":"this week"},{"label":"today","description":"money or outage"}]},
              {"type":"choice","name":"vip","instructions":"VIP?","choices":[{"value":true},{"value":false}]}]}
            """
        #expect(body == (try JSONValue(parsing: expected)))
    }

    @Test func `a decision's answers keep order, types and probabilities`() async throws {
        let (answers, _, _) = try await ask(.decisions, Self.decided)
        #expect(answers.map(\.code) == [1, 0, 1, nil])
        #expect(answers[0].probabilities == [1 - 0.97, 0.97])
        #expect(answers[1].probabilities == [0.92, 0.08])
        #expect(answers[2].probabilities == [0.1, 0.5, 0.4])
        #expect(answers[3].reason?.code == .refusal)
        #expect(answers.map(\.tokens?.input) == [30, 30, 30, 30])
        // 100 fresh tokens at 100 nano-dollars; cache reads are free.
        #expect(answers.map(\.price?.nanoUSD) == [2500, 2500, 2500, 2500])
    }

    @Test(
        arguments: [
            (nil, #"{"type":"string","single":true}"#, JSONValue.string("twice!")),
            (
                "Be brief.", "",
                [
                    ["role": "developer", "content": "Be brief."],
                    [
                        "role": "user",
                        "content": [
                            ["type": "input_json", "data": ["text": "twice!", "charges": 2]]
                        ],
                    ],
                ]
            ),
            (
                "Be brief.\n---\n{{charges}} charges: {{text}}", "",
                [
                    ["role": "developer", "content": "Be brief."],
                    ["role": "user", "content": "2 charges: twice!"],
                ]
            ),
        ] as [(String?, String, JSONValue)])
    func `the input is a text, JSON or the prompt's`(
        prompt: String?, single: String, expected: JSONValue
    ) async throws {
        let charges = "\n  charges: { type: int }"
        let yaml =
            single.isEmpty
            ? Examples.severalYAML : Examples.severalYAML.replacing(charges, with: "")
        let (_, _, body) = try await ask(.decisions, Self.decided, yaml: yaml, prompt: prompt)
        #expect(body["input"] == expected)
    }

    @Test(
        arguments: [
            (
                "\"name\":\"team\"", "\"name\":null",
                [AnswerReason.Code](repeating: .unparsable, count: 4)
            ),
            (#"{"type":"refusal","name":"vip"}"#, "", Array(repeating: .unparsable, count: 4)),
            ("0.97", "1.2", [.unparsable, nil, nil, .refusal]),
            (
                "\"choice\":\"billing\"", "\"choice\":\"sales\"",
                [nil, .outsideChoices, nil, .refusal]
            ),
            (
                "\"choice\":\"billing\"", "\"choice\":\"technical\"",
                [nil, .unparsable, nil, .refusal]
            ),
            ("0.92", "0.5", [nil, .unparsable, nil, .refusal]),
            ("1.3", "0.2", [nil, nil, .unparsable, .refusal]),
            ("this week", "this month", [nil, nil, .unparsable, .refusal]),
            ("\"type\":\"predicate\"", "\"type\":\"score\"", [.unparsable, nil, nil, .refusal]),
            (
                #"{"type":"refusal","name":"vip"}"#,
                #"{"type":"choice","name":"vip","choice":"true","probabilities":[]}"#,
                [nil, nil, nil, .outsideChoices]
            ),
        ] as [(String, String, [AnswerReason.Code?])])
    func `a decision that breaks the contract is a failure`(
        old: String, new: String, codes: [AnswerReason.Code?]
    ) async throws {
        var body = Self.decided.replacing(old, with: new)
        if new.isEmpty { body = body.replacing(",\n  ]", with: "]") }
        let (answers, _, _) = try await ask(.decisions, body)
        #expect(answers.map { $0.reason?.code } == codes)
    }

    @Test func `a state is judged as the reference says`() async throws {
        let (_, request, body) = try await ask(.systemone, Self.judged)
        #expect(request.url == "http://h/v1/systemone")
        let expected = """
            {"model":"gpt-6-luna","state":{"text":"twice!","charges":2},
             "questions":{
              "refund":{"type":"noul","instructions":"The customer asks for a refund."},
              "team":{"type":"choice","instructions":"Which team?","criteria":{
                 "billing":"Charges, invoices","technical":null}},
              "urgency":{"type":"score","instructions":"How urgent?","criteria":[
                 "can wait","this week","today: money or outage"]},
              "vip":{"type":"choice","instructions":"VIP?","criteria":{"true":null,"false":null}}}}
            """
        #expect(body == (try JSONValue(parsing: expected)))
    }

    @Test func `a judgement's answers come back typed`() async throws {
        let (answers, _, _) = try await ask(.systemone, Self.judged)
        #expect(answers.map(\.code) == [0, 1, 2, 1])
        #expect(answers[0].probabilities == [0.75, 0.25])
        #expect(answers[1].probabilities == [0.12, 0.88])
        #expect(answers[2].probabilities == [0, 0.05, 0.95])
        #expect(answers.first?.model == "jev-1.13.0")
        #expect(answers.map(\.tokens?.output) == [6, 4, 4, 4])
    }

    @Test(
        arguments: [
            ("\"vip\":", "\"rich\":", [AnswerReason.Code](repeating: .unparsable, count: 4)),
            ("\"noul\":0.25", "\"noul\":\"no\"", [.unparsable, nil, nil, nil]),
            ("\"choice\":\"technical\"", "\"choice\":\"sales\"", [nil, .outsideChoices, nil, nil]),
            ("\"billing\":0.12", "\"sales\":0.12", [nil, .unparsable, nil, nil]),
            ("\"this week\"", "\"this month\"", [nil, nil, .unparsable, nil]),
            ("1.95", "0.5", [nil, nil, .unparsable, nil]),
        ] as [(String, String, [AnswerReason.Code?])])
    func `a judgement that breaks the contract is a failure`(
        old: String, new: String, codes: [AnswerReason.Code?]
    ) async throws {
        let (answers, _, _) = try await ask(.systemone, Self.judged.replacing(old, with: new))
        #expect(answers.map { $0.reason?.code } == codes)
    }

    @Test func `System One has the prompt before each question`() async throws {
        let (_, _, body) = try await ask(
            .systemone, Self.judged, prompt: "Be brief.\n---\n{{charges}} charges: {{text}}")
        #expect(body["state"] == "2 charges: twice!")
        #expect(body["questions"]?["team"]?["instructions"] == "Be brief.\n\nWhich team?")
    }

    @Test func `several questions for one label are found before`() throws {
        let task = try Examples.task(Examples.severalYAML, Examples.definition(response: .label))
        #expect(
            task.diagnostics(file: "feature.yaml").map(\.summary) == [
                "feature.yaml: path `model` asks 4 questions for one bare label; "
                    + "write `response: schema`"
            ])
    }
}
