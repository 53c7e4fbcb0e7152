"""LangChain against a gateway: `langchain_client.py BASE_URL`, the support-triage feature."""
import sys

from langchain_core.messages import HumanMessage
from langchain_openai import ChatOpenAI

chat = ChatOpenAI(
    model="support-triage", base_url=sys.argv[1] + "/v1", api_key="sk-test", max_retries=0)
text = "I was charged twice, please refund one."
reply = chat.invoke([HumanMessage(text)])
assert reply.content == "billing", reply
assert reply.response_metadata["finish_reason"] == "stop", reply
assert "".join(chunk.content for chunk in chat.stream(text)) == "billing"

schema = {"title": "triage", "type": "object", "properties": {"team": {
    "type": "string", "enum": ["billing", "technical", "account", "other"]}},
    "required": ["team"], "additionalProperties": False}
structured = chat.with_structured_output(schema, method="json_schema")
assert structured.invoke(text) == {"team": "billing"}
print("ok")
