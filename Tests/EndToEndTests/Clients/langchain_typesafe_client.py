"""LangChain's classifier of typed questions against a gateway: `langchain_typesafe_client.py BASE_URL`."""
import sys

from langchain_typesafe import Choice, TypeSafeClassifier

teams = ["billing", "technical", "account", "other"]
classifier = TypeSafeClassifier(api_key="sk-test", base_url=sys.argv[1])
result = classifier.invoke({
    "state": "I was charged twice, please refund one.",
    "questions": {"team": Choice(
        instructions="Which team?", criteria={team: None for team in teams})}})
assert result.choices["team"].choice == "billing", result
assert set(result.choices["team"].probabilities) == set(teams), result
print("ok")
