"""OpenAI's own client against a gateway: `openai_client.py BASE_URL`, the support-triage feature."""
import sys

import openai
from openai.types import Decision

client = openai.OpenAI(base_url=sys.argv[1] + "/v1", api_key="sk-test", max_retries=0)
question = {
    "type": "choice", "name": "team", "instructions": "Which team?",
    "choices": [{"value": value} for value in ["other", "billing", "technical", "account"]],
}

raw = client.decisions.with_raw_response.create(
    model="support-triage", input="I was charged twice, please refund one.",
    questions=[question, ], safety_identifier="u1", extra_body={"x_assay": {"case_id": "c1"}})
decision = raw.parse()
assert decision._request_id.startswith("req_"), decision._request_id
assert decision.answers[0].choice == "billing", decision
assert [p.value for p in decision.answers[0].probabilities][0] == "other"
assert decision.x_assay["case_id"] == "c1"
# What stricter clients do with every reply.
Decision.model_validate(raw.http_response.json(), strict=True)

try:
    client.decisions.create(model="support-triage", input="x", questions=[
        {"type": "predicate", "name": "unknown", "instructions": ""}])
    raise SystemExit("an unknown question was answered")
except openai.BadRequestError as error:
    assert error.code == "invalid_value" and error.param == "questions[0]", error
    assert error.request_id.startswith("req_")

try:
    client.chat.completions.create(model="no-such", messages=[{"role": "user", "content": "x"}])
    raise SystemExit("an unknown model was answered")
except openai.NotFoundError as error:
    assert error.code == "model_not_found", error

messages = [{"role": "user", "content": "I was charged twice, please refund one."}]
chat = client.chat.completions.create(model="support-triage", messages=messages)
assert chat.choices[0].message.content == "billing", chat
assert chat.choices[0].finish_reason == "stop" and chat.usage.total_tokens == 0

schema = {"type": "object", "properties": {"team": {"type": "string"}}, "required": ["team"]}
chat = client.chat.completions.create(
    model="support-triage", messages=messages,
    response_format={"type": "json_schema", "json_schema": {"name": "t", "schema": schema}})
assert chat.choices[0].message.content == '{"team":"billing"}', chat

stream = list(client.chat.completions.create(
    model="support-triage", messages=messages, stream=True,
    stream_options={"include_usage": True}))
assert "".join(c.choices[0].delta.content or "" for c in stream if c.choices) == "billing"
assert [c.choices[0].finish_reason for c in stream if c.choices][-1] == "stop"
assert stream[-1].usage.total_tokens == 0 and not stream[-1].choices

assert "support-triage" in [model.id for model in client.models.list()]
assert client.models.retrieve("support-triage").owned_by == "assay"
print("ok")
