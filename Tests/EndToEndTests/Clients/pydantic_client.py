"""pydantic-ai against a gateway: `pydantic_client.py BASE_URL`, the support-triage feature."""
import sys
from typing import Literal

from pydantic import BaseModel, Field
from pydantic_ai import Agent
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.models.openai_decisions import OpenAIDecisionsModel
from pydantic_ai.providers.openai import OpenAIProvider


class Triage(BaseModel):
    team: Literal["other", "billing", "technical", "account"] = Field(description="Which team?")


provider = OpenAIProvider(base_url=sys.argv[1] + "/v1", api_key="sk-test")
text = "I was charged twice, please refund one."

# The feature claims the question under any model's name.
decisions = Agent(OpenAIDecisionsModel("gpt-6-luna", provider=provider), output_type=Triage)
result = decisions.run_sync(text)
assert result.output == Triage(team="billing"), result

chat = Agent(OpenAIChatModel("support-triage", provider=provider))
assert chat.run_sync(text).output == "billing"
print("ok")
