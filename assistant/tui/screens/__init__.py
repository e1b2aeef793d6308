"""The screens of the app; every one but the chat is imported when it is first opened."""
