# %% [markdown]
# # 00 · The loop at a glance
#
# Every training run goes round the same loop: initialize, forward pass, loss, backpropagation,
# parameter update, and again, until it converges. This lesson is being written.

# %%
import mlcourse

mlcourse.__name__
