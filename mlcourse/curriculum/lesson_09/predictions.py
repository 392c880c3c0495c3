"""The predictions of lesson 09: each is asked in the lesson by ``ml.predict("09.name")``."""

from mlcourse.checks.questions import Option, Prediction

PREDICTIONS = (
    Prediction(
        "09.degree_nine",
        "Polynomials of degree 1, 3 and 9 are fitted to the same 12 noisy points of a sine, each as well as it can. "
        "Degree 9 comes closest to the 12 points. How far off is it on 200 *new* points, compared with degree 3?",
        "09.2",
        (
            Option(
                "less far",
                "It knows the 12 points better, and the noise in them.",
            ),
            Option(
                "very much farther",
                "Between the points, and beyond the outermost, it swings wildly.",
                right=True,
            ),
            Option(
                "about as far",
                "It could be the same curve. But it is the one that lies closest to these 12 points, noise included.",
            ),
        ),
        explanation="A model with more freedom can only come closer to the data it is fitted to: the training loss "
        "falls "
        "with every degree. What it uses the freedom for is decided by the training points alone, and with ten "
        "coefficients for 12 points it follows the noise of each.",
        again="A polynomial of degree 9 is fitted to 12 noisy points of a sine, and one of degree 3 to the same. "
        "Degree "
        "9 comes closer to these 12. How far off is it on 200 *new* points, compared with degree 3?",
    ),
    Prediction(
        "09.untrained_gap",
        "200 networks that have *not* been trained. For each, the same data are split at random into a training and "
        "a validation part. In how many of the 200 is the loss of the training part the lower one?",
        "09.1",
        (
            Option("in about half", "Which part is the easier one is chance.", right=True),
            Option(
                "in none",
                "Two handfuls of examples are never alike: one of the two is easier.",
                misconception=55,
            ),
            Option(
                "in nearly all",
                "For whom was it made lower? Nobody has looked at either part so far.",
                misconception=55,
            ),
        ),
        explanation="A gap alone says little. Part of it is chance, the more the smaller the parts are; and once a "
        "network "
        "is trained, its training loss is lower as a rule, since that is the one that was minimized. A model "
        "*overfits* where going further, with more steps or more units, lowers the training loss and *raises* that "
        "on other data.",
    ),
    Prediction(
        "09.more_data",
        "32 hidden units, moons with noise, 100 epochs. With 160 training examples instead of 20, what do the two "
        "losses after the last epoch do?",
        "09.2",
        (
            Option(
                "both fall",
                "Twenty examples are learned by heart. 160 are not.",
            ),
            Option(
                "training rises, validation stays",
                "What it learns of 160 is truer of others than what it learns of 20: it falls from 0.54 to 0.24.",
            ),
            Option(
                "training rises, validation falls",
                "From 0.01 to 0.15, and from 0.54 to 0.24: they meet.",
                right=True,
            ),
        ),
        explanation="With few examples the network has room to fit each of them, noise included. With many it has "
        "not: the "
        "training loss rises to what the noise makes it, and what is left to be learned is true of all. More data "
        "close the gap from both sides.",
        again="A network with 32 hidden units is trained on the moons, with noise, for 100 epochs. With 160 training "
        "examples instead of 20, what do its training and its validation loss at the end do?",
    ),
    Prediction(
        "09.short_patience",
        "20 starts of a network on the moons, each with early stopping. The validation loss falls, goes up and down "
        "by 0.01 around 0.39 for about ten epochs, and falls again to 0.30. With a patience of 3, how many of the 20 "
        "runs end on the way, with a loss that is more than 0.03 too high?",
        "09.3",
        (
            Option(
                "hardly any",
                "Not on a plateau: there the loss goes up and down by chance.",
            ),
            Option(
                "about fifteen",
                "15 of 20. On a plateau the loss goes up and down by chance, and three in a row are soon there.",
                right=True,
            ),
            Option("about five", "So it is with a patience of 5 or a little more."),
        ),
        explanation="Early stopping cannot know whether a better epoch is to come. A short patience takes each "
        "plateau, and "
        "each chance rise, for the end. A long one costs only time: the weights of the best epoch are kept anyway.",
    ),
    Prediction(
        "09.accuracy_later",
        "Breast cancer, 30-64-1. The validation loss has its lowest value, 0.12, after epoch 4; there 2 of 114 "
        "patients are "
        "misclassified. After epoch 39 the loss is 0.20. How many are misclassified then?",
        "09.4",
        (
            Option(
                "2",
                "The same two. The network has only become surer, of them too.",
                right=True,
            ),
            Option(
                "about 6",
                "The loss asks how sure, the accuracy on which side of one half.",
                misconception=25,
            ),
            Option(
                "none",
                "Neither the loss nor the accuracy gets better here.",
            ),
        ),
        explanation="The weights grow, and with them the certainty. That hardly lowers the loss of those who were "
        "right "
        "and sure already; those who are wrong and sure cost −ln p, without bound. Two patients raise the mean of 114.",
        again="A network learns breast cancer. The validation loss has its lowest value, 0.12, after epoch 4; there "
        "2 of 114 "
        "patients are misclassified. After epoch 39 the loss is 0.20. How many are misclassified then?",
    ),
    Prediction(
        "09.noise_columns",
        "60 patients with a diagnosis by coin flip, and 300 columns of random numbers: there is nothing to be "
        "learned. The ten columns that correlate most with the diagnosis are picked by *all 60* patients; a model is "
        "fitted to 40 of them with these columns, and tested on the other 20. Its accuracy on the 20 is about …",
        "09.5",
        (
            Option(
                "0.5",
                "The model has never seen the 20. Whoever picked the columns has.",
                misconception=53,
            ),
            Option("1.0", "Ten columns are not enough to tell all of them apart."),
            Option(
                "0.75",
                "The picked columns go well with the diagnoses of the 20 too: that is why they were picked.",
                right=True,
            ),
        ),
        explanation="Whatever is computed from data, and used later, is learned from them: which columns to take, a "
        "mean, a "
        "standard deviation, when to stop. Learned from the test part, it makes the test look better than what comes "
        "after. Picked from the 40 alone, the columns give 0.5, which is the truth.",
    ),
)
