"""LiteLLM against a gateway: `litellm_client.py BASE_URL`, the support-triage feature."""
import os
import sys

# Its price list comes with it; without this it is fetched.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
import litellm

litellm.suppress_debug_info = True

options = {
    "model": "openai/support-triage", "api_base": sys.argv[1] + "/v1", "api_key": "sk-test",
    "messages": [{"role": "user", "content": "I was charged twice, please refund one."}],
    "num_retries": 0,
}
reply = litellm.completion(**options)
assert reply.choices[0].message.content == "billing", reply
assert reply.usage.total_tokens == 0, reply
chunks = list(litellm.completion(**options, stream=True))
assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == "billing"
assert chunks[-1].choices[0].finish_reason == "stop", chunks[-1]
try:
    litellm.completion(**{**options, "model": "openai/no-such"})
    raise SystemExit("an unknown model was answered")
except litellm.NotFoundError:
    pass
print("ok")
