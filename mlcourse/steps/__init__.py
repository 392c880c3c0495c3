"""The small library: every documented step of training as a function, in the course's order.

1 initialization: ``network``, ``initialization`` · 2 forward pass: ``activations``, ``batch_normalization``,
``forward`` · 3 loss: ``losses`` · 4 backpropagation: ``backpropagation``, ``gradient_check``, ``kinks``, ``signals`` ·
5 parameter update: ``regularization``, ``schedules``, ``optimizers`` · 6 iteration: ``minibatches``, ``stopping``,
``plan``, ``iteration``.
"""
