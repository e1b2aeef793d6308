"""A call as a message: what the child must know of the plugin, the intent and the conversation."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from assistant.plugins.api import Call, Context, Host, Reply, Slots
from assistant.plugins.manifest import IntentSpec, Plugin
from assistant.plugins.runner import called_back, handled

Message = dict[str, Any]

_OF_CONTEXT = tuple(each.name for each in fields(Context) if each.name != "host")


def call_of(
    plugin: Plugin, ctx: Context, mark: str, what: tuple[IntentSpec, Slots] | Call
) -> Message:
    """The message that has the child call a handler, or a function that a reply named.

    `mark` is what the child prints when the call is over.
    """
    message = {
        "kind": "call",
        "mark": mark,
        "plugin": {
            "id": plugin.id, "version": plugin.version, "folder": plugin.folder,
            "file": plugin.file, "timeout": plugin.timeout,
        },
        # What handlers are told of the intents is found out when first asked for; here it is now.
        "ctx": {name: getattr(ctx, name) for name in _OF_CONTEXT} | {"intents": tuple(ctx.intents)},
    }  # fmt: skip
    if isinstance(what, Call):
        return {**message, "later": what}
    spec, slots = what
    named = {"name": spec.name, "handler": spec.handler, "slots": spec.slots}
    return {**message, "spec": named, "slots": slots}


def plugin_of(call: Mapping[str, Any]) -> Plugin:
    return Plugin(**call["plugin"])


def function_of_call(call: Mapping[str, Any]) -> str:
    return str(call["later"].function if "later" in call else call["spec"]["handler"])


def work_of(call: Mapping[str, Any], host: Host) -> Callable[[], Reply]:
    """What the call asks for, to be done in the child."""
    plugin, ctx = plugin_of(call), Context(**call["ctx"], host=host)
    if "later" in call:
        return lambda: called_back(plugin, call["later"], ctx)
    return lambda: handled(plugin, IntentSpec(**call["spec"]), ctx, call["slots"])
