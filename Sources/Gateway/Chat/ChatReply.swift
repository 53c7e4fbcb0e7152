import Decisions
import JSONCodec
import ShadowEvaluation

/// A decision as a chat completion, whole or as a stream.
struct ChatReply {
    let id: String
    let model: String
    /// Seconds since 1970.
    let created: Int64
    let content: String
    let choices: Int
    let usage: JSONValue
    let extensions: JSONValue

    /// The whole completion.
    var completion: [UInt8] {
        let list = (0..<choices).map { index -> JSONValue in
            [
                "index": .int(Int64(index)),
                "message": ["role": "assistant", "content": .string(content), "refusal": .null],
                "logprobs": .null, "finish_reason": "stop",
            ]
        }
        var body = envelope("chat.completion", choices: list)
        body["usage"] = usage
        body["x_assay"] = extensions
        return body.json
    }

    /// The events of a stream: role, content, end, and the usage where it is wanted.
    func events(includingUsage: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        func send(_ body: JSONValue) {
            bytes += Array("data: ".utf8) + body.json + Array("\n\n".utf8)
        }
        func sendChoices(_ delta: JSONValue, finish: JSONValue) {
            for index in 0..<choices {
                var body = envelope(
                    "chat.completion.chunk",
                    choices: [
                        ["index": .int(Int64(index)), "delta": delta, "finish_reason": finish]
                    ])
                if includingUsage { body["usage"] = .null }
                if !finish.isNull { body["x_assay"] = extensions }
                send(body)
            }
        }
        sendChoices(["role": "assistant", "content": ""], finish: .null)
        sendChoices(["content": .string(content)], finish: .null)
        sendChoices([:], finish: "stop")
        if includingUsage {
            var body = envelope("chat.completion.chunk", choices: [])
            body["usage"] = usage
            send(body)
        }
        return bytes + Array("data: [DONE]\n\n".utf8)
    }

    private func envelope(_ object: JSONValue, choices: [JSONValue]) -> JSONValue {
        [
            "id": .string("chatcmpl-" + id), "object": object, "created": .int(created),
            "model": .string(model), "choices": .array(choices),
        ]
    }
}
