"""What a text gives as news, and the list of claims without repetition."""
