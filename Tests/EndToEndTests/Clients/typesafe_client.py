"""TypeSafe's own client against a gateway: `typesafe_client.py BASE_URL`, the support-triage feature."""
import sys

from typesafe_sdk import Choice, TypeSafeClient

teams = ["other", "billing", "technical", "account"]
with TypeSafeClient(api_key="sk-test", base_url=sys.argv[1]) as client:
    response = client.system_one(
        state={"text": "I was charged twice, please refund one.", "plan": "pro"},
        questions={"team": Choice(
            instructions="Which team?", criteria={team: None for team in teams})})
    answer = response.choices["team"]
    assert answer.choice == "billing", response
    assert list(answer.probabilities) == teams, answer
    try:
        client.system_one(
            model="support-triage", state="x",
            questions={"team": Choice(criteria={"billing": None, "legal": None})})
        raise SystemExit("other options were answered")
    except Exception as error:
        assert "legal" not in str(error) and "billing" in str(error), error
        assert getattr(error, "status_code", 422) == 422, error
print("ok")
